"""Solves an SMT-LIB file with cvc5, which reasons about divisions as integers. A solver that works bit by bit takes too long for them."""

import sys

import cvc5

solver = cvc5.Solver(cvc5.TermManager())
solver.setOption("solve-bv-as-int", "sum")
solver.setOption("produce-models", "true")
parser = cvc5.InputParser(solver)
parser.setFileInput(cvc5.InputLanguage.SMT_LIB_2_6, sys.argv[-1])
symbols = parser.getSymbolManager()
while not (command := parser.nextCommand()).isNull():
    print(command.invoke(solver, symbols), end="")
