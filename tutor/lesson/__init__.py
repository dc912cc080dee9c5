"""Lesson files: YAML to typed courses, lessons and exercises."""
