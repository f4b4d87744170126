import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import type { CheckLeafOptions } from './checkOwnLeaf.ts'
import type { VerifyEpochOptions } from './verifyEpoch.ts'

/** Adds `epoch`: calculates, verifies and pays what machines earn in an epoch, one hour of serving. Loads chain code on demand. */
export function addEpoch(root: Command, { withCommon, run }: Program): void {
  const epoch = root.command('epoch').description('emission: rewards for machines that served, by hour')
  const withRpc = (command: Command) =>
    withCommon(command).addOption(new Option('--rpc <url>', "RPC of the chain (default: the market's chain node)").env('INFINITIO_RPC'))
  withCommon(epoch.command('list').description('list the last accepted epochs with the state of each')).action((options: CommonOptions) =>
    run(options, async () => (await import('./showEmission.ts')).listEpochs(options)),
  )
  withCommon(epoch.command('show [account]'))
    .description('the last epoch by class and region, the concentration of compute, and the factors of an account’s machines')
    .action((account: string | undefined, options: CommonOptions) =>
      run(options, async () => (await import('./showEmission.ts')).showEmission(account, options)),
    )
  withRpc(epoch.command('verify [number]'))
    .description('calculate an epoch from public data and compare it with the chain (default: the last epoch)')
    .action((number: string | undefined, options: VerifyEpochOptions) =>
      run(options, async () => (await import('./verifyEpoch.ts')).verifyEpoch(number, options)),
    )
  withRpc(epoch.command('leaf [provider]'))
    .description('calculate the emission record of one provider and compare it with the root on the chain (default: your wallet)')
    .option('--epoch <number>', 'epoch number (default: the last epoch)')
    .action((provider: string | undefined, options: CheckLeafOptions) =>
      run(options, async () => (await import('./checkOwnLeaf.ts')).checkOwnLeaf(provider, options)),
    )
  withRpc(epoch.command('claim [provider]'))
    .description('pay a provider its dues from final epochs (default: your wallet)')
    .option('--yes', 'do not ask for confirmation', false)
    .action((provider: string | undefined, options: MoneyOptions) =>
      run(options, async () => (await import('./claimEpochs.ts')).claimEpochs(provider, options)),
    )
}
