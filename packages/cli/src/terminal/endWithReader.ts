/**
 * Ends the program quietly once nobody reads its output: `infinitio search | head -1`. A command that must tidy up first, such as `rent -- command`, gets what SIGTERM
 * would give it, so that its lease ends too.
 */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      stream.write = () => true
      if (!process.emit('SIGTERM', 'SIGTERM')) process.exit()
    })
  }
}
