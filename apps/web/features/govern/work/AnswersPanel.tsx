import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { spanText } from '#web/parts/format/spanText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'

type AnswersPanelProps = {
  readonly title: string
  readonly note?: string
  readonly text: string
  /** The accounts that were selected at random to judge the work, each with its answer, or null if it has not answered yet. */
  readonly drawn: readonly { readonly account: string; readonly answer: { readonly word: string; readonly reason: string } | null }[]
  /** How many seconds are left to answer; null if answers no longer count. Shown only while an answer is missing. */
  readonly left: number | null
}

/** Shows the accounts that were selected to judge something, with their answers and reasons. */
export function AnswersPanel({ title, note, text, drawn, left }: AnswersPanelProps) {
  const t = useTranslations('govern.answers')
  const isAwaited = drawn.some(({ answer }) => answer === null)
  return (
    <Panel title={title} note={note}>
      <div className="panel-body stack g4">
        <p className="t13 dim">{text}</p>
        {drawn.length > 0 && (
          <ul className="stack g3 t13">
            {drawn.map(({ account, answer }) => (
              <li key={account}>
                <div className="row wrap g2">
                  <AccountText account={account} />
                  {answer === null ? <span className="dim">{t(left === null ? 'none' : 'awaited')}</span> : <b>{answer.word}</b>}
                </div>
                {answer !== null && <p className="dim gtext">{answer.reason === '' ? t('noReason') : answer.reason}</p>}
              </li>
            ))}
          </ul>
        )}
      </div>
      {left !== null && isAwaited && <p className="panel-foot">{t('left', { span: spanText(left) })}</p>}
    </Panel>
  )
}
