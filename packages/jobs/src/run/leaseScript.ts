/**
 * The files and folders that the job uses in the home folder of a lease. The program that runs the job writes the file `go` last, so that the command starts
 * with all its files. The machine writes the file `exit` last.
 */
export const leasePaths = { work: 'job', go: '.infinitio-job/go', exit: '.infinitio-job/exit', log: '.infinitio-job/log' } as const

/**
 * Returns the start script of a lease. The script does the following:
 * - It waits until all files of the job and its last checkpoint are copied.
 * - It runs the command in the folder of these files, and writes the command's exit code to a file. The command's output is also in the log of the lease.
 * - It passes the stop notice of the lease to the command as the signal SIGURG.
 */
export function leaseScript({
  command,
  checkpoint,
  results,
}: {
  readonly command: string
  readonly checkpoint: string
  readonly results: string
}): string {
  const { work, go, exit, log } = leasePaths
  return `cd "$HOME" || exit 1
umask 077
mkdir -p .infinitio-job ${work} ${wordOf(checkpoint)}
until [ -e ${go} ]; do sleep 0.2; done
export CHECKPOINT_DIR="$HOME"/${wordOf(checkpoint)} RESULT_PATH="$HOME"/${wordOf(results)}
cd ${work} || exit 1
{ sh -c ${wordOf(command)}; echo $? >"$HOME"/${exit}.part; } 2>&1 | tee -a "$HOME"/${log}
mv "$HOME"/${exit}.part "$HOME"/${exit}
exit "$(cat "$HOME"/${exit})"
`
}

function wordOf(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
