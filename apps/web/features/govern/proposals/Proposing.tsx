import { useGoverning } from '@infinitio/chain/react'
import { address } from '@infinitio/domain'
import { getProposal } from '@infinitio/sdk'
import { proposalDescription, proposalId } from '@infinitio/sdk/governance'
import { useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Callout } from '#web/components/ui/Callout.tsx'
import type { Draft } from '#web/features/govern/proposals/actDraft.ts'
import { unreadyOf } from '#web/features/govern/proposals/unreadyOf.ts'
import { DraftCheck, type DraftVerdict, noVerdict } from '#web/features/govern/proposals/DraftCheck.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { isMissing } from '#web/parts/api/problem.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import type { Dao } from '#web/parts/govern/governQueries.ts'
import { exactGText, gText } from '#web/parts/govern/tokenText.ts'
import { useTranslatedRefusals } from '#web/parts/govern/useTranslatedRefusals.ts'
import { notify } from '#web/parts/toasts/notify.ts'
import { MoneyLines } from '#web/parts/transaction/MoneyLines.tsx'
import { TransactionButton } from '#web/parts/transaction/TransactionButton.tsx'

export type ProposingProps = {
  readonly account: string
  readonly dao: Dao
  /** The part of the account's stake that is not locked by a proposal; null until it is read. */
  readonly free: bigint | null
  readonly draft: Draft
  /** The title and the reasons; empty until both are valid. */
  readonly text: string
  /** Called when the proposal is mined. */
  readonly onProposed: () => void
}

/** Shows the summary of a draft, its check on a copy of the chain, the bond and the button to sign. When the new proposal is mined, opens its page. */
export function Proposing({ account, dao, free, draft, text, onProposed }: ProposingProps) {
  const t = useTranslations('govern.propose')
  const queryClient = useQueryClient()
  const { governor } = dao.contracts
  const governing = useTranslatedRefusals(useGoverning({ contracts: { governor: address(governor) }, account: address(account) }))
  const open = useOpenProposal()
  const [verdict, setVerdict] = useState<DraftVerdict>(noVerdict)
  const [isProposed, setProposed] = useState(false)
  const bond = BigInt(dao.rules.proposalBond)
  const lacks = free !== null && free < bond
  const unready = unreadyOf({ draft, text, mayPropose: verdict.mayPropose })
  if (isProposed)
    return (
      <Callout tone="go" alert>
        {t('opening')}{' '}
        <Link className="link" href="/govern/proposals">
          {t('see')}
        </Link>
      </Callout>
    )
  return (
    <>
      <div className="gcall">
        <MoneyLines
          lines={[
            ...(draft.lines.length === 0 ? [{ name: t('changes'), amount: t('nothing') }] : draft.lines),
            { name: t('network'), amount: t('one'), tone: 'small' },
            { name: t('bond'), amount: exactGText(bond), tone: 'total' },
          ]}
        />
      </div>
      {draft.calls !== null && <DraftCheck calls={draft.calls} verdict={verdict} onVerdict={setVerdict} />}
      {lacks ? (
        <Callout tone="warn">
          {t('lacks', { free: gText(free), bond: gText(bond) })}{' '}
          <Link className="link" href="/govern/staking">
            {t('stake')}
          </Link>
        </Callout>
      ) : (
        <p className="t12 dim">
          {t('bondText')} {t('needs', { quorum: gText(dao.rules.quorum) })}
        </p>
      )}
      <TransactionButton
        label={t('send')}
        disabled={lacks || !verdict.mayPropose}
        reason={unready === null || lacks ? null : t(`unready.${unready}`)}
        send={() => governing.propose({ calls: draft.calls ?? [], text })}
        onDone={() => {
          setProposed(true)
          onProposed()
          void queryClient.invalidateQueries({ queryKey: ['govern'] })
          void open(proposalId({ calls: draft.calls ?? [], description: proposalDescription({ text, proposer: address(account) }) }))
        }}
      />
    </>
  )
}

const [tries, betweenMs] = [30, 500]

/**
 * Returns a function that opens the page of a new proposal, once the API has read the block with the proposal. `id` is the proposal's id in the governor
 * contract.
 */
function useOpenProposal(): (id: bigint) => Promise<void> {
  const router = useRouter()
  const t = useTranslations('govern.propose')
  return async (id) => {
    for (let tried = 0; tried < tries; tried += 1) {
      try {
        const { number, votesFrom, blockTimestamp } = await getProposal(browserApi, id.toString())
        void notify({ tone: 'success', text: t('submitted', { number, span: spanText(votesFrom - blockTimestamp) }) })
        router.push(`/govern/proposals/${number}`)
        return
      } catch (error) {
        // Try again only if the API does not have the proposal yet, because the indexer may read it with one of the next blocks. After any other error, the
        // reader can use the link to the list.
        if (!isMissing(error)) return
        await new Promise((resolve) => setTimeout(resolve, betweenMs))
      }
    }
  }
}
