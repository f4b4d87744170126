import type { ProposalDetailWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { gText } from '#web/parts/govern/tokenText.ts'

export type OwnVoteProps = {
  readonly proposal: Pick<ProposalDetailWire, 'state' | 'voters'>
  readonly account: string
  /** True if the governor contract has a vote of the account. The list of voters can be some seconds behind it, and has only the largest votes. */
  readonly hasVoted: boolean
}

/** Shows how the reader voted and with how much G, even after the vote has ended. Shows nothing if the reader did not vote. */
export function OwnVote({ proposal: { state, voters }, account, hasVoted }: OwnVoteProps) {
  const t = useTranslations('govern.proposal')
  const own = voters.find(({ voter }) => voter === account)
  if (own === undefined && !hasVoted) return null
  return (
    <Panel title={t('vote.title')}>
      <p className="panel-body t13">
        {own === undefined
          ? t('vote.done')
          : t(state === 'active' ? 'vote.cast' : 'vote.was', { support: t(`support.${own.support}`), votes: gText(own.votes) })}
      </p>
    </Panel>
  )
}
