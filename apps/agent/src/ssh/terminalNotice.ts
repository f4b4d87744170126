/** Formats a notice for a terminal. The cursor of a terminal moves to the left edge only after a carriage return, so adds one to each line end. */
export function terminalNotice(text: string): string {
  return `\r\n${text.replaceAll(/\r?\n/g, '\r\n')}\r\n`
}
