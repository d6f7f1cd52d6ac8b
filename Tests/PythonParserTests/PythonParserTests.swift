import Examples
import PythonParser
import Sections
import Testing

@Suite struct `The Python parser` {
  @Test func `shows`() throws {
    let text = """
      #!/usr/bin/env python3
      import a.b, c as d
      from ..x.y import z as w, q
      from . import k

      # about Form
      @dec(
        1)
      class Form(Base):
        '''doc'''
        def fill(self):  # trailing
          self.check(); helper(1); Other.make(); x.y.append(3)

        # about check
        @property
        async def check(self): pass
      try:
        def helper(): pass
      except E:
        def helper(): return 1
      if __name__ == "__main__":
        def inner(): pass
        inner()
      """
    let outline = try PythonParser().outline(of: Source(path: "a.py", text: text))
    print(outline.diagram)
    for reference in outline.references { print(reference.kind, reference.target) }
  }
}
