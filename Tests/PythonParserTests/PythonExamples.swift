let outlineExamples = #"""
  ===
  A preamble, a class and functions
  ===
  #!/usr/bin/env python3
  """What it does."""
  import os

  LIMIT = 3

  def one(): pass

  class Form(Base):
      """A form."""
      size = 1

      def fill(self):
          return 1

      async def send(self):
          await x

  async def two():
      pass
  ---
  preamble 0..<65 Preamble
  function 65..<81 one
  class 82..<212 Form
    method 132..<169 fill
    method 170..<212 send
  function 213..<239 two
  ===
  Decorators and the comments above belong to a definition
  ===
  x = 1
  # apart

  # about f
  # more about f
  @cache
  # between
  @other(
    1)
  def f():
      pass  # at the end
  # not about g, because it is above a blank line

  class A:
      # about b
      @property
      def b(self): pass
  ---
  preamble 0..<15 Preamble
  function 15..<102 f
  class 151..<210 A
    method 160..<210 b
  ===
  A comment of another indentation stays with what is before it
  ===
  def f():
      pass
      # the end of f
  def g():
      pass
  ---
  function 0..<37 f
  function 37..<55 g
  ===
  Definitions inside other statements
  ===
  try:
      import a
  except ImportError:
      def a(): pass
  else:
      with b:
          for c in d:
              class E: pass
  match x:
      case 1:
          def f(): pass
  ---
  preamble 0..<38 Preamble
  function 38..<56 a
  class 94..<120 E
  function 141..<163 f
  ===
  What runs when the file is a program
  ===
  def main(): pass

  if __name__ == '__main__':
      def inner(): pass
      main()
  else:
      x = 1
  ---
  function 0..<17 main
  main 18..<94 __main__
    function 45..<67 inner
  ===
  Several on a line
  ===
  class A: pass; x = 1
  if a: y = 1; z = 2
  else: w = (lambda: 1)
  def f(): pass; g()
  ---
  class 0..<21 A
  function 62..<81 f
  ===
  Only statements
  ===
  import a
  a.b()
  ---

  ===
  An open bracket in the first function
  ===
  def f():
      x = (1

  def g():
      return 2

  @cache
  class H:
      def i(self): pass
  ---
  function 0..<20 f
  function 21..<43 g
  class 44..<82 H
    method 60..<82 i
  ===
  An open string in the first function
  ===
  def f():
      '''doc
      x = 1

  def g():
      '''doc'''
      return 2
  ---
  function 0..<30 f
  function 31..<67 g
  ===
  Code in a string is no definition, though something else is broken
  ===
  class A:
      def f(self):
          s = '''
  def no(): pass
  '''
          return (1

  def g(): pass
  ---
  class 0..<79 A
    method 9..<79 f
  function 80..<94 g
  ===
  Colons left out
  ===
  def f()
      return 1

  class A
      x = 1

  def g(): pass
  ---
  function 0..<22 f
  class 22..<41 A
  function 41..<55 g
  ===
  Cut off in a class (no final newline)
  ===
  def f(x):
      return 1

  class B(
  ---
  function 0..<23 f
  class 24..<32 B
  """#

let referenceExamples = """
  ===
  Imports
  ===
  import a, b.c as d
  from e.f import g, h as i
  from j import *
  from . import k
  from .l import m
  from ... import n
  from ..o.p import (q,
    r)
  ---
  import a
  import b/c
  import e/f g
  import e/f h
  import j
  import ./k
  import ./l m
  import ../../n
  import ../o/p q
  import ../o/p r
  ===
  Calls, each once in a section
  ===
  fill(); fill()
  class Form:
      def fill(self):
          self.check(fill(), x.y.send())
          self.check(1)
          Other.make()
          super().fill()
          (lambda: 1)()
      @staticmethod
      def check(): cls.fill()
  ---
  call fill
  call Form.check
  call fill
  call send
  call Other.make
  call super
  call Form.fill
  """
