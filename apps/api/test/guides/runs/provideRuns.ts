import { type GuideRun, here, never, saves } from './guideRun.ts'

const machine = ['polder-01', '"This machine"'] as const
const keyFile = [/--key-file (?=wallet\.key)/g, '--key-file ~/'] as const

const provide = 'infinitio provide --price 1.20 --name polder-01 --key-file ~/wallet.key --mandate-days 90'
const listed = { [`infinitio provide --price`]: 'Listed' }

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
    // The provider of the development market has one machine.
    typed: [keyFile, machine, ['region: eu-west', 'region: local'], [/ {2}- machine: polder-02[\s\S]*/g, '']],
  },
  pricing: {
    before: 'bond',
    blocks: ['here', saves('rule.json'), ...here(3)],
    given: provide,
    typed: [keyFile, ['polder-01,polder-02', 'polder-01'], ['--class 3', '--class cpu'], ['node.key', '$HOME/.infinitio/provide/nodes/*/node.key']],
    beside: listed,
    until: { 'infinitio price run': '' },
  },
  'customer-invoices': { before: 'provider', blocks: here(1) },
  'provider-key': {
    before: 'bond',
    blocks: here(3),
    typed: [
      ['infinitio provide --key-file ~/wallet.key', 'infinitio provide --price 1.20 --key-file ~/wallet.key'],
      ['infinitio provide remove', 'cp ~/.infinitio/provide/mandate.json .; infinitio provide remove'],
      // After the removal the wallet has no balance in the market, and the market sends transactions only for accounts that have one.
      ['infinitio price revoke', 'infinitio wallet deposit 100; infinitio price revoke'],
    ],
    beside: listed,
  },
  reliability: { before: 'wallet', blocks: here(1) },
  maintenance: {
    before: 'bond',
    blocks: here(3),
    given: provide,
    typed: [
      ['My machine', 'polder-01'],
      ['INFINITIO_PREFIX=/usr/local', 'INFINITIO_PREFIX=$HOME/usr'],
      ['2026-12-01T22:00Z', '$(date -u -d "+2 days" +%Y-%m-%dT22:00Z)'],
      ['cancel 1a2b3c4d', 'cancel $(infinitio provide maintenance list --json | jq -r ".windows[0].windowId")'],
    ],
    beside: listed,
    // The agent runs in a terminal, where nothing starts it again.
    ends: { 'infinitio provide update': 81 },
  },
  machine: { before: 'provider', blocks: here(1), typed: [keyFile, ['rack-1', '"This machine"']] },
  proofs: {
    before: 'lease',
    blocks: ['here', never('output', 'All 80 opened rows'), never('GPU', '--on gpu'), ...here(3)],
  },
  isolation: {
    blocks: [never('own computer', 'podman.socket'), never('own computer', 'runsc'), never('own computer', '[engine.runtimes]')],
  },
}
