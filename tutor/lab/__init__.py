"""The lab, without a screen: a network and its rows, changed by moves that can be taken back."""
