import type { DisputeDetailWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'

type Jury = DisputeDetailWire['juries'][number]

/** Shows the jurors of one jury with their votes. A vote is hidden until its juror reveals it. */
export function JuryPanel({ jury: { round, members, until }, now }: { readonly jury: Jury; readonly now: number }) {
  const t = useTranslations('govern.disputes.jury')
  const revealed = members.filter(({ vote }) => vote !== null).length
  const committed = members.filter((member) => member.committed).length
  return (
    <Panel title={t('title', { size: members.length, round })} note={t('note', { committed, revealed, size: members.length })}>
      <ul className="panel-body stack g3 t13">
        {members.map((member) => (
          <li key={member.account} className="row wrap g2">
            <AccountText account={member.account} />
            {member.simulated && <Badge tone="plain">{t('simulated')}</Badge>}
            {member.vote === null ? <span className="dim">{t(hiddenState(member, now < until))}</span> : <b>{t(`vote.${member.vote}`)}</b>}
            {member.paid !== '0' && <span className="dim">{t('paid', { amount: exactPtText(member.paid) })}</span>}
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function hiddenState({ committed }: Jury['members'][number], isOpen: boolean): 'hidden' | 'awaited' | 'silent' {
  if (!isOpen) return 'silent'
  return committed ? 'hidden' : 'awaited'
}
