import type { ProposalWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { nextOf } from '#web/features/govern/proposals/nextOf.ts'
import { ProposalState } from '#web/features/govern/proposals/ProposalState.tsx'
import { needsVote } from '#web/features/govern/proposals/proposalTabs.ts'
import { VoteBar } from '#web/features/govern/proposals/VoteBar.tsx'
import { dayText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { NamedAccount } from '#web/parts/identity/NamedAccount.tsx'

/** Returns the columns of a list of proposals. On a phone, the cells of a row are shown one below the other. */
export function useProposalColumns() {
  const t = useTranslations('govern.proposals')
  return [{ name: t('what') }, { name: t('votes'), className: 'gvcell' }]
}

/**
 * Shows one proposal of a list: its state, its next step, its proposer, its votes, and the vote of the signed-in account. `now` is the block clock in Unix
 * seconds.
 */
export function ProposalRow({ proposal, now }: { readonly proposal: ProposalWire; readonly now: number }) {
  const t = useTranslations('govern.proposals')
  const supports = useTranslations('govern.proposal.support')
  const next = nextOf(proposal, now)
  const support = proposal.own?.support ?? null
  return (
    <tr>
      <td>
        <Link className="link" href={`/govern/proposals/${proposal.number}`}>
          {proposal.title === '' ? t('untitled', { number: proposal.number }) : t('titled', { number: proposal.number, title: proposal.title })}
        </Link>
        <div className="row wrap g2 gunder">
          <ProposalState state={proposal.state} />
          {needsVote(proposal) && <Badge tone="pending">{t('needsYou')}</Badge>}
          {support !== null && <Badge tone="plain">{t('youVoted', { support: supports(support) })}</Badge>}
        </div>
        <div className="row wrap g2 gunder t12 dim">
          <span>{next === null ? dayText(proposal.proposedAt) : t(`next.${next.key}`, { span: spanText(next.seconds) })}</span>
          <span className="row g2">
            {t('by')} <NamedAccount account={proposal.proposer} />
          </span>
        </div>
      </td>
      <td className="gvcell">
        <VoteBar votes={proposal.votes} quorum={proposal.quorum} missing={proposal.missing} />
      </td>
    </tr>
  )
}
