import { nodeStates } from '@infinitio/domain'
import { metrics } from '@infinitio/process'
import type { DeploymentRows } from '../deployment/deploymentState.ts'
import type { DeploymentReader } from '../deployment/createDeploymentReader.ts'

const bare = (name: `infinitio_${string}`, help: string) => metrics.gauge({ name, help, labels: [] })
const bySender = (name: `infinitio_sender_${string}`, help: string) => metrics.gauge({ name, help, labels: ['sender'] })

const databaseUp = bare('infinitio_database_up', 'Whether the database answers the API')
const chainUp = bare('infinitio_chain_up', 'Whether the chain answers the API')
const chainHead = bare('infinitio_chain_head_block', 'Latest block as the API sees it')
const commandsWaiting = metrics.gauge({ name: 'infinitio_commands_waiting', help: 'Commands the matcher has not taken yet', labels: ['source'] })
const commandsAge = metrics.gauge({ name: 'infinitio_commands_oldest_age_seconds', help: 'Age of the oldest of them', labels: ['source'] })
const roomSeen = metrics.gauge({ name: 'infinitio_room_seen_age_seconds', help: 'Since when a room of the engine said nothing', labels: ['room'] })
const followerBlocks = bare('infinitio_follower_lag_blocks', 'Blocks the follower is behind the chain')
const followerSeconds = bare('infinitio_follower_lag_seconds', 'Chain time the follower is behind the chain')
const followerReorgs = bare('infinitio_follower_reorgs', 'How often the chain dropped blocks that were followed')
const unsettled = bare('infinitio_matches_unsettled', 'Matches that wait for the chain')
const unsettledAge = bare('infinitio_matches_unsettled_oldest_age_seconds', 'Age of the oldest of them')
const paused = bare('infinitio_settlements_paused', 'Whether new settlements are held back')
const mode = metrics.gauge({ name: 'infinitio_market_mode', help: '1 for what the operator lets the market take', labels: ['mode'] })
const relays = bare('infinitio_relays_waiting', 'Signed messages without a transaction')
const relaysAge = bare('infinitio_relays_oldest_age_seconds', 'Age of the oldest of them')
const journalRows = bare('infinitio_journal_head_rows', 'Number of the last journal row')
const journalTail = bare('infinitio_journal_tail_lag_rows', 'Journal rows that the market of the API does not show yet')
const nodes = metrics.gauge({ name: 'infinitio_nodes', help: 'Nodes by whether they were heard from lately', labels: ['state'] })
const senderSeen = bySender('infinitio_sender_seen_age_seconds', 'Since when a sender key said nothing')
const senderBalance = bySender('infinitio_sender_balance_coins', 'Balance of a sender key in the native coin')
const senderLeft = bySender('infinitio_sender_transactions_left', 'Transactions the balance of a sender key pays for')
const senderLowGas = bySender('infinitio_sender_low_gas', 'Whether a sender key needs to be filled up')
const senderOpen = bySender('infinitio_sender_open_transactions', 'Transactions of a sender key that are in no block')
const senderOpenAge = bySender('infinitio_sender_open_oldest_age_seconds', 'Age of the oldest of them')
const senderGap = bySender('infinitio_sender_nonce_gap', 'Signed nonces of a sender key that the chain does not have')

const senderRests = metrics.gauge({
  name: 'infinitio_sender_rests',
  help: '1 while a sender key takes no new work, and why',
  labels: ['sender', 'reason'],
})

const senderGauges = [senderSeen, senderBalance, senderLeft, senderLowGas, senderOpen, senderOpenAge, senderGap, senderRests]
const rowGauges = [
  ...[commandsWaiting, commandsAge, roomSeen, followerBlocks, followerSeconds, followerReorgs, unsettled, unsettledAge, paused, mode],
  ...[relays, relaysAge, journalRows, journalTail, nodes, ...senderGauges],
]

/** Adds the state of the services to the metrics of this process. The state is read each time when the metrics are read. Returns a function that stops this. */
export function startDeploymentMetrics(deployment: DeploymentReader): () => void {
  const endState = metrics.onScrape({
    part: 'house',
    gauges: [databaseUp, chainUp, chainHead],
    async read() {
      const { chain, rows } = await deployment.read()
      databaseUp.set(rows === null ? 0 : 1)
      chainUp.set(chain.ok ? 1 : 0)
      chainHead.set(chain.blockNumber)
    },
  })
  const endRows = metrics.onScrape({
    part: 'house_rows',
    gauges: rowGauges,
    async read() {
      const { rows } = await deployment.read()
      if (rows === null) throw new Error('the database is away')
      setRows(rows)
      setSenders(rows.senders)
    },
  })
  return () => {
    endState()
    endRows()
  }
}

function setRows(rows: DeploymentRows): void {
  for (const [source, waiting] of Object.entries(rows.commands)) {
    commandsWaiting.set({ source }, waiting.count)
    commandsAge.set({ source }, waiting.oldestSeconds)
  }
  for (const [room, seen] of [['matcher', rows.matcher.seenSeconds] as const, ['follower', rows.follower.seenSeconds] as const])
    if (seen !== null) roomSeen.set({ room }, seen)
  if (rows.follower.lag !== null) {
    followerBlocks.set(rows.follower.lag.blocks)
    followerSeconds.set(rows.follower.lag.seconds)
  }
  followerReorgs.set(rows.follower.reorgs)
  unsettled.set(rows.unsettled.count)
  unsettledAge.set(rows.unsettled.oldestSeconds)
  paused.set(rows.matcher.paused ? 1 : 0)
  for (const one of ['open', 'halted', 'cancel_only'] as const) mode.set({ mode: one }, rows.matcher.mode === one ? 1 : 0)
  relays.set(rows.relays.count)
  relaysAge.set(rows.relays.oldestSeconds)
  journalRows.set(rows.matcher.journalSeq)
  journalTail.set(rows.journalTailRows)
  for (const state of nodeStates) nodes.set({ state }, rows.nodes[state])
}

function setSenders(senders: DeploymentRows['senders']): void {
  for (const gauge of senderGauges) gauge.reset()
  for (const { sender, seenSeconds, balance, transactionsLeft, lowGas, rest, open, nonceGap } of senders) {
    senderSeen.set({ sender }, seenSeconds)
    if (balance !== null) senderBalance.set({ sender }, Number(balance) / 1e18)
    if (transactionsLeft !== null) senderLeft.set({ sender }, transactionsLeft)
    senderLowGas.set({ sender }, lowGas ? 1 : 0)
    senderOpen.set({ sender }, open.count)
    senderOpenAge.set({ sender }, open.oldestSeconds)
    senderGap.set({ sender }, nonceGap)
    if (rest !== null) senderRests.set({ sender, reason: rest }, 1)
  }
}
