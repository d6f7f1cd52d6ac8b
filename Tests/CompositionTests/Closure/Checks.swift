/// Programs that compare `N.made` with `N.source` in the folder they are given, and print what is
/// wrong.
enum Checks {
  /// Each script compiles where its source does, and every name of the module that it uses and
  /// that its source defines is defined in it.
  static let python = """
    import builtins, pathlib, sys, symtable

    def names(text, name):
        top = symtable.symtable(text, name, "exec")
        used, defined = set(), set()
        def look(table):
            for symbol in table.get_symbols():
                if table is top:
                    if symbol.is_assigned() or symbol.is_imported() or symbol.is_namespace():
                        defined.add(symbol.get_name())
                    if symbol.is_referenced():
                        used.add(symbol.get_name())
                elif symbol.is_global():
                    if symbol.is_referenced():
                        used.add(symbol.get_name())
            for child in table.get_children():
                look(child)
        look(top)
        return used, defined

    def compiles(data):
        try:
            compile(data, "x", "exec", dont_inherit=True)
            return None
        except (SyntaxError, ValueError) as error:
            return str(error)

    folder = pathlib.Path(sys.argv[1])
    for made in sorted(folder.glob("*.made")):
        source = made.with_suffix(".source").read_bytes()
        path = made.with_suffix(".path").read_text()
        data = made.read_bytes()
        if compiles(source):
            continue
        if error := compiles(data):
            print(path, made.name, error)
            continue
        used, defined = names(data, "made")
        _, known = names(source, "source")
        import ast
        main = set()
        for node in ast.parse(source).body:
            if isinstance(node, ast.If) and "__main__" in ast.unparse(node.test):
                main |= {n.id for n in ast.walk(node) if isinstance(n, ast.Name)}
        lost = (used & known) - defined - set(dir(builtins)) - main
        if lost:
            print(path, made.name, "lost", sorted(lost))
    """

  /// Each script parses as a module, or as a script inside a function, where its source does.
  static let javaScript = """
    const fs = require("fs"), vm = require("vm"), folder = process.argv[1];
    const ways = [
      (text) => new vm.Script("(function(){" + text.replace(/^#!.*/, "") + "\\n})"),
      (text) => new vm.SourceTextModule(text.replace(/^#!.*/, "")),
    ];
    const passes = (way, text) => { try { way(text); return null; } catch (e) { return e; } };
    for (const name of fs.readdirSync(folder).filter((n) => n.endsWith(".made"))) {
      const base = folder + "/" + name.slice(0, -5);
      const source = fs.readFileSync(base + ".source", "utf8");
      const way = ways.find((way) => !passes(way, source));
      const error = way && passes(way, fs.readFileSync(base + ".made", "utf8"));
      if (error) console.log(fs.readFileSync(base + ".path", "utf8"), name, error.message);
    }
    """

  /// Each script parses where its source does.
  static let shell = """
    for made in "$1"/*.made; do
      base=${made%.made}
      bash -n "$base.source" 2>/dev/null || continue
      bash -n "$made" 2>/dev/null || echo "$(cat "$base.path") $made"
    done
    """
}
