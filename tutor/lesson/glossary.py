"""The words of the field, as this program uses them."""

GLOSSARY = """
**node**: one number in the network. An input node holds a value from the data; every other node
computes its value from the nodes of the layer before.

**weight**: the factor on an edge. The value at the start of the edge times the weight enters the
node at its end.

**bias**: a number that is added to a node's sum, whatever comes in.

**sum** of a node (its pre-activation, a weighted sum): the products of all incoming edges added up,
plus the bias.

**activation**: what a node makes of its sum, and so the node's value. *identity* leaves it as it
is; *relu* is max(0, sum); *leaky relu* is 0.2 × sum below zero; *sigmoid* squeezes it between 0 and
1; *tanh* between -1 and 1; *softmax* turns a layer into shares that add up to 1.

**prediction**: the value of the output node, or of all output nodes.

**target**: the value that the prediction should have.

**error**: predicted − target. Some texts turn the sign around; an exercise that does says so.

**loss**: one number for how wrong the prediction is; training makes it smaller. *Squared error* is
error². *Half squared error* is ½ × error², so that the 2 of its slope cancels.

**loss_slope** of an output: the slope of the loss with respect to the prediction. Of the squared
error: 2 × error.

**slope**: how fast a result changes when its input changes a little. Of relu: 1 where the sum is
above 0, else 0.

**delta** of a node: the slope of the loss with respect to the node's sum. For an output node:
loss_slope × slope of its activation. For a hidden node: backflow × slope of its activation.

**backflow**, what flows back to a node: delta of each node of the next layer times the weight of
the edge to it, added up over all those edges. The *old* weights are used, those the prediction was
made with.

**gradient** of a weight: the slope of the loss with respect to that weight. It is the value that
enters the edge times the delta where the edge ends. Of a bias: the delta itself.

**learning_rate**: how far a weight moves. new_weight = weight − learning_rate × gradient; minus,
because the gradient points uphill.

**velocity**: what momentum remembers of a weight. velocity = momentum × old_velocity −
learning_rate × gradient; new_weight = weight + velocity.

**first_moment** and **second_moment**, m and v: what adam remembers of a weight, running averages
of its gradient and of its gradient squared. new_weight = weight − corrected_rate × m / (sqrt(v) + a
tiny number). The corrected_rate is the learning_rate, made smaller for the first updates.

**epoch**: once through all rows of the data. **batch**: the rows between two updates.

**validation**: rows kept aside from training, to see whether what was learned holds elsewhere.
"""
