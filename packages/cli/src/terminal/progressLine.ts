/** One line on the terminal that is written over again and again; `done` wipes it. Where nobody sits at a terminal nothing is written. */
export function progressLine(): { show: (text: string) => void; done: () => void } {
  const write = (text: string) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}`)
  }
  return { show: write, done: () => write('') }
}
