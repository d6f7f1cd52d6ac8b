package import Sections
import TreeSitter

/// Finds functions in shell scripts, in both spellings; the files they source and run; and the
/// commands they call.
package struct ShellParser: TokenizingParser {
  package let id = "shell"
  package let version = 2
  package let claims: [Claim] =
    [".sh", ".bash", ".zsh", ".ksh"].map(Claim.suffix)
    + [
      ".bashrc", ".bash_profile", ".bash_login", ".bash_logout", ".bash_aliases", ".profile",
      ".zshrc", ".zshenv", ".zprofile", ".zlogin", ".zlogout", ".kshrc",
    ].map(Claim.name)
    + ["sh", "bash", "dash", "ksh", "zsh"].map(Claim.interpreter)

  private static let tokenTable = TokenTable(
    .bash,
    identifiers: ["command_name", "variable_name", "word"],
    literals: [
      "string", "raw_string", "ansi_c_string", "translated_string", "number", "regex",
      "extglob_pattern", "file_descriptor", "heredoc_start", "heredoc_body", "heredoc_end",
    ])

  /// A shell parser.
  package init() {}

  package func outline(of source: Source) throws(ParseFailure) -> Outline {
    var reader = ShellReader(try Syntax(source, as: .bash))
    return reader.outline()
  }

  package func tokens(of source: Source) throws(ParseFailure) -> [Token] {
    try Syntax(source, as: .bash).tokens(by: ShellParser.tokenTable)
  }
}
