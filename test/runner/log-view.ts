/** What a person sees of a step's log: workflow commands acted on, as the runner does, and secrets masked. */

export class LogView {
  readonly #secrets: string[] = [];
  #depth = 0;

  /** The lines to show for one line that the step printed; none for a command that shows nothing. */
  view(line: string): string[] {
    const command = /^::([a-z-]+)(?: [^:]*)?::(.*)$/.exec(line);
    if (!command) return [this.#indented(this.#masked(line))];
    const [, name = "", data = ""] = command;
    const text = unescapeData(data);
    switch (name) {
      case "add-mask":
        this.#secrets.push(text);
        return [];
      case "group":
        this.#depth = 1;
        return [`▸ ${this.#masked(text)}`];
      case "endgroup":
        this.#depth = 0;
        return [];
      case "error":
      case "warning":
      case "notice":
        return this.#masked(text)
          .split("\n")
          .map((part, index) =>
            this.#indented(index === 0 ? `${title(name)}: ${part}` : `  ${part}`),
          );
      default:
        return [];
    }
  }

  #indented(text: string): string {
    return `${"  ".repeat(this.#depth)}${text}`;
  }

  #masked(text: string): string {
    return this.#secrets.reduce((safe, secret) => safe.replaceAll(secret, "***"), text);
  }
}

const title = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const unescapeData = (data: string): string =>
  data.replaceAll("%0A", "\n").replaceAll("%0D", "\r").replaceAll("%25", "%");
