import { panelsAbi } from '@infinitio/chain'
import { type Address, address } from '@infinitio/domain'
import { type Client, getAbiItem, type GetLogsReturnType, hexToString } from 'viem'
import { getLogs } from 'viem/actions'
import type { ProposalsAt } from '../contractsAt.ts'
import { createEventLog, type LogSource, usualRanges } from '../createEventLog.ts'
import { firstBlock } from '../firstBlock.ts'
import { type PanelDuty, type PanelLog, panelDuties } from './panelDuties.ts'

const events = [
  getAbiItem({ abi: panelsAbi, name: 'PanelRequested' }),
  getAbiItem({ abi: panelsAbi, name: 'PanelDrawn' }),
  getAbiItem({ abi: panelsAbi, name: 'PanelAnswered' }),
  getAbiItem({ abi: panelsAbi, name: 'PanelClosed' }),
] as const

/**
 * Creates a function that reads the selected panels from the events of final blocks, so that a selection cannot change after a member was notified. If no final
 * block is known, it reads all blocks. It returns an empty list if no DAO is deployed, and throws viem's errors.
 */
export function createPanelReader(client: Client): (at: ProposalsAt) => Promise<PanelDuty[]> {
  const log = createEventLog<PanelLog>(usualRanges)
  return async ({ governance, block, final }) => {
    if (governance === null) return []
    const blockNumber = final !== null && final < block.blockNumber ? final : block.blockNumber
    return panelDuties(await log.read(panelSource(client, governance), { ...block, blockNumber, final }))
  }
}

function panelSource(client: Client, { panels, governor }: { readonly panels: Address; readonly governor: Address }): LogSource<PanelLog> {
  return {
    key: panels,
    first: (head) => firstBlock(client, governor, head),
    async readRange(range) {
      const logs = await getLogs(client, { address: panels, events, strict: true, ...range })
      return logs.map(toPanelLog)
    },
  }
}

function toPanelLog(log: GetLogsReturnType<undefined, typeof events, true>[number]): PanelLog {
  const { panelId } = log.args
  switch (log.eventName) {
    case 'PanelRequested':
      return { panelId, kind: 'requested', list: hexToString(log.args.kind, { size: 32 }), number: Number(log.args.subject) }
    case 'PanelDrawn':
      return { panelId, kind: 'drawn', members: log.args.members.map(lower), until: log.args.answerUntil }
    case 'PanelAnswered':
      return { panelId, kind: 'answered', member: lower(log.args.member) }
    case 'PanelClosed':
      return { panelId, kind: 'closed' }
  }
}

const lower = (account: string): Address => address(account.toLowerCase())
