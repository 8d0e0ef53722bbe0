"""The witnesses: each checks a statement on values, and none uses the normal form or the rules.

They share the classes of terms and statements, and the program that draws the instances on which
lines are tried.
"""
