import type { FindingWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { FindingState, nextText } from '#web/features/govern/findings/FindingsTable.tsx'
import { AnswersPanel } from '#web/features/govern/work/AnswersPanel.tsx'
import { deadlineText, momentText } from '#web/parts/format/clockText.ts'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'

/**
 * Shows one finding against an AI service: the act of which the service is accused, the parties, the evidence, and the panel with its answers. `now` is the
 * chain's time in Unix seconds.
 */
export function FindingPanel({ finding, now }: { readonly finding: FindingWire; readonly now: number }) {
  const t = useTranslations('govern.findings')
  const { id, state, service, act, number, loss, accuser, victim, evidence, members, guilty, innocent, next, filedAt } = finding
  return (
    <div className="stack g4">
      <Panel title={t('one', { id })} end={<FindingState state={state} />}>
        <dl className="kv left panel-body">
          <dt>{t('next')}</dt>
          <dd>
            <b>{nextText(finding, now, t)}</b>
          </dd>
          {next.deadline !== null && (
            <>
              <dt>{t('deadline')}</dt>
              <dd>{deadlineText(next.deadline)}</dd>
            </>
          )}
          <dt>{t('service')}</dt>
          <dd className="mono break-all">{service}</dd>
          <dt>{t('acted')}</dt>
          <dd>{t(`act.${act}`)}</dd>
          <dt>{t(`of.${act}`)}</dt>
          <dd>{act === 'claimAboveReceipt' ? exactPtText(number) : number}</dd>
          <dt>{t('loss')}</dt>
          <dd>{exactPtText(loss)}</dd>
          <dt>{t('accuser')}</dt>
          <dd>
            <AccountText account={accuser} />
          </dd>
          <dt>{t('victim')}</dt>
          <dd>
            <AccountText account={victim} />
          </dd>
          <dt>{t('filed')}</dt>
          <dd>{momentText(filedAt)}</dd>
          <dt>{t('evidence')}</dt>
          <dd>
            <ul className="stack g2">
              {evidence.map((hash) => (
                <li key={hash} className="mono t12 break-all">
                  {hash}
                </li>
              ))}
            </ul>
          </dd>
        </dl>
      </Panel>
      <AnswersPanel
        title={t('panel')}
        note={t('counted', { guilty, innocent })}
        text={t(members.length === 0 ? 'notSelected' : 'selected')}
        drawn={members.map(({ account, verdict, reason }) => ({
          account,
          answer: verdict === null ? null : { word: t(`verdict.${verdict}`), reason: reason ?? '' },
        }))}
        left={next.act === 'answer' && next.deadline !== null ? Math.max(0, next.deadline - now) : null}
      />
    </div>
  )
}
