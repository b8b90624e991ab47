/** The runner's file commands: `name=value`, or `name<<DELIMITER` and lines until the delimiter. */

/** A name that is written twice has its last value, as on the runner. Throws on what is neither form. */
export function parseFileCommand(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split("\n");
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (line === "") continue;
    const heredoc = /^([^=<]+)<<(.+)$/.exec(line);
    const [, name = "", delimiter = ""] = heredoc ?? [];
    if (!heredoc) {
      const equals = line.indexOf("=");
      if (equals < 1) throw new Error(`Not a file command: ${line}`);
      values[line.slice(0, equals)] = line.slice(equals + 1);
      continue;
    }
    const end = lines.indexOf(delimiter, index + 1);
    if (end < 0) throw new Error(`The value of ${name} does not end.`);
    values[name] = lines.slice(index + 1, end).join("\n");
    index = end;
  }
  return values;
}
