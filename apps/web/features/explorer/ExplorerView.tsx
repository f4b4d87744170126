import { BlockList } from '#web/features/explorer/BlockList.tsx'
import { NetworkPanel } from '#web/features/explorer/NetworkPanel.tsx'
import { TransactionList } from '#web/features/explorer/TransactionList.tsx'
import { ValidatorList } from '#web/features/explorer/ValidatorList.tsx'
import { JournalList } from '#web/features/journal/JournalList.tsx'
import { VerifyPanel } from '#web/features/journal/VerifyPanel.tsx'

const everyMs = 5_000
const look = { most: 7, everyMs } as const

/** Shows the first page of the explorer: the size of the network, and the newest items of each list. */
export function ExplorerView() {
  return (
    <>
      <NetworkPanel />
      <div className="xtwo narrow-first">
        <BlockList {...look} />
        <TransactionList {...look} />
      </div>
      <div className="xtwo">
        <JournalList {...look} />
        <VerifyPanel />
      </div>
      <ValidatorList isLook />
    </>
  )
}
