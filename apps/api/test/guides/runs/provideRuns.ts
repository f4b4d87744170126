import { type GuideRun, here, never, saves } from './guideRun.ts'

const machine = ['polder-01', 'this-machine'] as const
const keyFile = [/--key-file (?=wallet\.key)/g, '--key-file ~/'] as const

/** Guides in the group "provide". The reader is the provider of this machine, which the development market lists. */
export const provideRuns: Readonly<Record<string, GuideRun>> = {
  'provider-quick-start': {
    blocks: [
      never('own computer', 'ubuntu-drivers install'),
      never('own computer', 'nvidia-ctk cdi generate'),
      never('own computer', 'INFINITIO_PREFIX=/usr/local'),
      never('container engine', 'podman image inspect'),
      never('output', '✗ network rules'),
      never('own computer', 'infinitio provide --service'),
    ],
  },
  provider: { blocks: [never('own computer', '--service')] },
  pairing: { blocks: [never('own computer', 'infinitio provide --service')] },
  earnings: { before: 'provider', blocks: here(1), typed: [machine] },
  payouts: { before: 'provider', blocks: here(1), typed: [keyFile] },
  fleet: {
    before: 'provider',
    blocks: [saves('fleet.yaml'), ...here(3)],
    typed: [keyFile, machine, ['polder-02', 'Northlight 6']],
  },
  pricing: {
    before: 'provider',
    blocks: ['here', saves('rule.json'), ...here(3)],
    typed: [keyFile, ['polder-01,polder-02', 'this-machine'], machine],
  },
  'customer-invoices': { before: 'provider', blocks: here(1) },
  'provider-key': {
    before: 'provider',
    blocks: [never('not yet', '--mandate-days 90'), never('not yet', 'provide remove'), never('not yet', 'price revoke')],
  },
  reliability: { before: 'wallet', blocks: here(1) },
  maintenance: { before: 'provider', blocks: [never('not yet', 'provide drain'), never('own computer', 'INFINITIO_PREFIX=/usr/local'), 'here'] },
  machine: { before: 'provider', blocks: here(1), typed: [keyFile, ['rack-1', 'this-machine']] },
  proofs: {
    before: 'lease',
    blocks: ['here', never('output', 'All 80 opened rows'), never('GPU', '--on gpu'), ...here(3)],
  },
  isolation: {
    blocks: [never('own computer', 'podman.socket'), never('own computer', 'runsc'), never('own computer', '[engine.runtimes]')],
  },
}
