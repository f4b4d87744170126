/**
 * Ends the program quietly when the reader closes its output, as `head -1` does after `infinitio search`. A command with cleanup, such as `rent -- command`,
 * receives SIGTERM instead, so that its lease ends too.
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
