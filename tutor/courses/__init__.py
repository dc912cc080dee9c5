"""Courses from elsewhere: fetched, looked through, checked, and put in place."""
