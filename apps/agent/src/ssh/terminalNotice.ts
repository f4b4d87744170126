/** Formats a notice for a terminal, whose cursor moves to the left edge only on a carriage return. */
export function terminalNotice(text: string): string {
  return `\r\n${text.replaceAll(/\r?\n/g, '\r\n')}\r\n`
}
