import { Argument, type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { ExampleKind } from '@infinitio/jobs/examples'
import type { SubmitOptions, JobOptions } from './jobActs.ts'
import type { ServeOptions } from './serveJobs.ts'
import type { JobLogOptions } from './showLog.ts'
import type { VerifyOptions } from './verifyTraining.ts'

/** Adds `jobs`: work for many machines at once, with results that are checked on the chain. Loads the code that runs jobs on demand. */
export function addJobs(root: Command, { withCommon, run }: Program): void {
  const jobs = root.command('jobs').description('run jobs: work in, checked results out, on idle machines of many providers')
  const acts = () => import('./jobActs.ts')
  const onChain = (command: Command) =>
    withCommon(command).addOption(new Option('--rpc <url>', "RPC of the chain (default: the market's chain node)").env('INFINITIO_RPC'))
  withCommon(
    jobs
      .command('init')
      .addArgument(
        new Argument('[kind]', 'SQL over Parquet, a WASM module, a search, questions to a model, an adapter of somebody else, or a scene of Blender')
          .choices(['sql', 'wasm', 'search', 'inference', 'custom', 'render'])
          .default('sql'),
      ),
  )
    .description('write job.yaml in this folder, with what it needs')
    .option('--out <file>', 'new file', 'job.yaml')
    .option('--rows <count>', 'rows of the example data', '1000000')
    .addOption(new Option('--blender <path>', 'Blender, or a Python with bpy, for the scene (default: blender in PATH)').env('INFINITIO_BLENDER'))
    .action((kind: ExampleKind | 'render', options: JobOptions & { readonly out: string; readonly rows: string; readonly blender?: string }) =>
      run(options, async () =>
        kind === 'render' ? (await import('./initRender.ts')).initRender(options) : (await import('./initJob.ts')).initJob(kind, options),
      ),
    )
  addFingerprints(jobs, { withCommon, run })
  onChain(jobs.command('demo').description('run an example with a test wallet: SQL over a million made-up rows'))
    .option('--rows <count>', 'rows of the example data', '1000000')
    .option('--dry-run', 'show the tasks and their price, and pay nothing', false)
    .option('--yes', 'do not ask for confirmation', false)
    .action((options: SubmitOptions & { readonly rows: string }) => run(options, async () => (await import('./demoJob.ts')).demoJob(options)))
  onChain(jobs.command('submit <file>').description('check a job file, show what it costs, and run it'))
    .option('--dry-run', 'show the tasks and their price, and store nothing', false)
    .option('--yes', 'do not ask for confirmation', false)
    .option('--scheduler <account>', 'store the job at the market for the infinitio jobs serve of this account, and end after the approval')
    .action((file: string, { scheduler, ...options }: SubmitOptions & { readonly scheduler?: string }) =>
      scheduler === undefined || options.dryRun === true
        ? run(options, async () => (await acts()).submitJob(file, options))
        : run(options, async () => (await import('./handOverJob.ts')).handOverJob(file, { ...options, scheduler })),
    )
  withCommon(jobs.command('ps').description('list the jobs of this computer, newest first')).action((options: JobOptions) =>
    run(options, async () => (await acts()).showJobs(options)),
  )
  withCommon(jobs.command('get <job>').description('show the first rows of each result of a job, and where the files are'))
    .option('--rows <count>', 'rows of each result', '10')
    .action((job: string, options: JobOptions & { readonly rows: string }) =>
      run(options, async () => (await import('./showResults.ts')).showResults(job, options)),
    )
  withCommon(jobs.command('logs <job>').description('print the events of a job of this computer, or of a job of the market by its whole ID'))
    .option('--follow', 'print new events too, until the job is over', false)
    .action((job: string, options: JobLogOptions) => run(options, async () => (await import('./showLog.ts')).showLog(job, options)))
  onChain(jobs.command('resume <job>').description('continue an interrupted job'))
    .option('--yes', 'do not ask for confirmation', false)
    .action((job: string, options: SubmitOptions) => run(options, async () => (await acts()).resumeJob(job, options)))
  onChain(jobs.command('retry <job> [task]').description('run failed and skipped tasks of a job again, or one task with all that need its result'))
    .option('--yes', 'do not ask for confirmation', false)
    .action((job: string, task: string | undefined, options: SubmitOptions) => run(options, async () => (await acts()).retryJob(job, task, options)))
  onChain(jobs.command('cancel <job>').description('stop a job; what no machine has is paid back')).action((job: string, options: SubmitOptions) =>
    run(options, async () => (await acts()).cancelJob(job, options)),
  )
  addServe(jobs, { onChain, run })
  onChain(jobs.command('withdraw').description('move your balance at the task pool to your wallet; you pay no gas'))
    .option('--yes', 'do not ask for confirmation', false)
    .action((options: SubmitOptions) => run(options, async () => (await acts()).withdrawBalance(options)))
}

type Serving = Pick<Program, 'run'> & { readonly onChain: (command: Command) => Command }

function addServe(jobs: Command, { onChain, run }: Serving): void {
  onChain(
    jobs
      .command('keys <job>')
      .description('give the key of a private job (of this computer, or a key file of a page) to the machines of its tasks, until all are over'),
  ).action((job: string, options: SubmitOptions) => run(options, async () => (await import('./giveKeys.ts')).giveKeys(job, options)))
  onChain(jobs.command('verify <job> [training]').description('run segments of a checked training again on this computer, and compare them'))
    .option('--segments <numbers>', 'segments to run again, such as 3,7, or all (default: those that the check drew)')
    .option('--hidden <file...>', 'the hidden files of a job that a scheduler on this computer ran')
    .option('--secret <name...>', 'secrets of the job that its command gets here, from this environment (default: none)')
    .option('--yes', 'do not ask before the command of the job runs here', false)
    .action((job: string, training: string | undefined, options: VerifyOptions) =>
      run(options, async () => (await import('./verifyTraining.ts')).verifyTraining(job, training, options)),
    )
  onChain(jobs.command('serve').description('run the jobs that name your account as their scheduler, until Ctrl-C'))
    .option('--job-key <file...>', 'key files of private jobs to run too; the page of a job saves one')
    .option('--secret <name...>', 'variables of this environment that jobs may give to rented machines')
    .option('--hidden <file...>', 'hidden files of trainings (training@1), which only the machine of the check gets')
    .action((options: ServeOptions) => run(options, async () => (await import('./serveJobs.ts')).serveJobs(options)))
}

/** Adds the commands that print what a job file names: the fingerprint of a model, and the one of a Blender. */
function addFingerprints(jobs: Command, { withCommon, run }: Pick<Program, 'withCommon' | 'run'>): void {
  withCommon(
    jobs.command('fingerprint <model>').description('ask a model server of this computer the fixed questions, and print the hash of its answers'),
  )
    .addOption(new Option('--server <url>', 'base URL of its API').env('INFINITIO_MODEL_SERVER').default('http://127.0.0.1:8000/v1'))
    .action((model: string, options: JobOptions & { readonly server: string }) =>
      run(options, async () => (await import('./showFingerprint.ts')).showFingerprint(model, options)),
    )
  withCommon(
    jobs.command('blender').description('render a test scene by the Blender of this computer, and print its fingerprint, which a job file names'),
  )
    .addOption(new Option('--blender <path>', 'Blender, or a Python with bpy (default: blender in PATH)').env('INFINITIO_BLENDER'))
    .action((options: JobOptions & { readonly blender?: string }) =>
      run(options, async () => (await import('./showBlender.ts')).showBlender(options)),
    )
}
