import type { Command } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import type { RemoveOptions } from './manageFiles.ts'
import type { GetOptions } from './getFile.ts'
import type { PutOptions } from './putFiles.ts'

/** Adds `files ls|get|put|mkdir|mv|rm`, which manage the files of a lease. They need only the wallet, no SSH key. */
export function addFiles(root: Command, { withCommon, run }: Program): void {
  const files = root.command('files').description('files of a lease, with your wallet and without an SSH key')
  withCommon(files.command('ls <path>').description('list a folder: <lease>, <lease>:<path>')).action((path: string, options: CommonOptions) =>
    run(options, async () => (await import('./manageFiles.ts')).listFiles(path, options)),
  )
  withCommon(files.command('get <path> [file]').description('download a file, or a folder as a tar archive; - writes to standard output'))
    .option('-f, --force', 'replace local files', false)
    .action((path: string, file: string | undefined, options: GetOptions) =>
      run(options, async () => (await import('./getFile.ts')).getFile(path, file, options)),
    )
  withCommon(
    files.command('put <path...>').description('upload files; the last argument is <lease>:<path>').usage('[options] <file...> <lease>:<path>'),
  )
    .option('--replace', 'replace files on the lease', false)
    .action((paths: string[], options: PutOptions) => run(options, async () => (await import('./putFiles.ts')).putFiles(paths, options)))
  withCommon(files.command('mkdir <path>').description('make a folder')).action((path: string, options: CommonOptions) =>
    run(options, async () => (await import('./manageFiles.ts')).makeFolder(path, options)),
  )
  withCommon(files.command('mv <path> <to>').description('rename or move a file; never replaces another file')).action(
    (path: string, to: string, options: CommonOptions) => run(options, async () => (await import('./manageFiles.ts')).moveFile(path, to, options)),
  )
  withCommon(files.command('rm <path...>').description('delete files'))
    .option('-r, --recursive', 'also delete folders with their contents', false)
    .option('--yes', 'do not ask for confirmation', false)
    .action((paths: string[], options: RemoveOptions) => run(options, async () => (await import('./manageFiles.ts')).removeFiles(paths, options)))
}
