/** Words of ours between the lines of a terminal, which goes to the start of a line only when it is told. */
export function terminalNotice(text: string): string {
  return `\r\n${text.replaceAll(/\r?\n/g, '\r\n')}\r\n`
}
