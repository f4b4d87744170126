import { type Command, Option } from 'commander'
import type { Program } from '../context/program.ts'
import type { CommonOptions } from '../context/settings.ts'
import type { MoneyOptions } from '../wallet/moveMoney.ts'
import type { CheckLeafOptions } from './checkOwnLeaf.ts'
import type { VerifyEpochOptions } from './verifyEpoch.ts'

/** Adds `epoch`: what serving earned, worked out again, and paid. Chain code is loaded where it is needed. */
export function addEpoch(root: Command, { withCommon, run }: Program): void {
  const epoch = root.command('epoch').description('emission: what serving earned, hour by hour')
  const withRpc = (command: Command) =>
    withCommon(command).addOption(new Option('--rpc <url>', "chain node to ask; the market's own when left out").env('INFINITIO_RPC'))
  withCommon(epoch.command('list').description('the last epochs that stand, and where each stands')).action((options: CommonOptions) =>
    run(options, async () => (await import('./showEmission.ts')).listEpochs(options)),
  )
  withCommon(epoch.command('show [account]'))
    .description('the last epoch by class and region, how concentrated compute is, and the factors of an account’s nodes')
    .action((account: string | undefined, options: CommonOptions) =>
      run(options, async () => (await import('./showEmission.ts')).showEmission(account, options)),
    )
  withRpc(epoch.command('verify [number]'))
    .description('work an epoch out anew from public data and compare it with the chain; the last one when left out')
    .action((number: string | undefined, options: VerifyEpochOptions) =>
      run(options, async () => (await import('./verifyEpoch.ts')).verifyEpoch(number, options)),
    )
  withRpc(epoch.command('leaf [provider]'))
    .description('work one provider’s leaf out anew, your wallet’s when left out, and hold it against the root on the chain')
    .option('--epoch <number>', 'of this epoch; of the last one when left out')
    .action((provider: string | undefined, options: CheckLeafOptions) =>
      run(options, async () => (await import('./checkOwnLeaf.ts')).checkOwnLeaf(provider, options)),
    )
  withRpc(epoch.command('claim [provider]'))
    .description('pay a provider, your wallet when left out, what final epochs owe it')
    .option('--yes', 'do not ask', false)
    .action((provider: string | undefined, options: MoneyOptions) =>
      run(options, async () => (await import('./claimEpochs.ts')).claimEpochs(provider, options)),
    )
}
