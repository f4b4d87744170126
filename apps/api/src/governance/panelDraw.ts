import { panelsAbi } from '@infinitio/chain'
import { type Address, address, type Hex32, hex32 } from '@infinitio/domain'
import { getAbiItem } from 'viem'

/** The draw of a panel, for any contract that requested it. */
export type PanelDraw = { readonly kind: 'drawn'; readonly panelId: bigint; readonly members: readonly Address[]; readonly txHash: Hex32 }

/** The event that reports a draw. */
export const panelDrawnEvent = getAbiItem({ abi: panelsAbi, name: 'PanelDrawn' })

/** Returns the draw that an event reports. */
export function panelDrawOf(log: {
  readonly args: { readonly panelId: bigint; readonly members: readonly string[] }
  readonly transactionHash: string
}): PanelDraw {
  const members = log.args.members.map((member) => address(member.toLowerCase()))
  return { kind: 'drawn', panelId: log.args.panelId, members, txHash: hex32(log.transactionHash) }
}
