/** How the demo prints. */
export type Print = (line: string) => void;

export function heading(print: Print, text: string): void {
  print("");
  print(`■ ${text}`);
}
