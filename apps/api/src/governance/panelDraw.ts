import { panelsAbi } from '@infinitio/chain'
import { type Address, address, type Hex32, hex32 } from '@infinitio/domain'
import { getAbiItem } from 'viem'

/** The random selection of the members of a panel (reviewers, auditors or jurors), for any contract that requested the panel. */
export type PanelDraw = {
  readonly kind: 'drawn'
  readonly panelId: bigint
  readonly members: readonly Address[]
  readonly txHash: Hex32
  readonly blockNumber: bigint
}

/** The event that reports the selected members of a panel. */
export const panelDrawnEvent = getAbiItem({ abi: panelsAbi, name: 'PanelDrawn' })

/** Converts a log of the event `PanelDrawn` into the selection of a panel. */
export function panelDrawOf(log: {
  readonly args: { readonly panelId: bigint; readonly members: readonly string[] }
  readonly transactionHash: string
  readonly blockNumber: bigint
}): PanelDraw {
  const members = log.args.members.map((member) => address(member.toLowerCase()))
  return { kind: 'drawn', panelId: log.args.panelId, members, txHash: hex32(log.transactionHash), blockNumber: log.blockNumber }
}
