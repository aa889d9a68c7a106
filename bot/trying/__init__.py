"""Rules tried on stored papers: what they select, what a change of them changes, how each fares, what looks wrong.

Pure: papers and rules in, findings out; the store is read and everything said by the commands.
"""
