import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import type { LineState } from '#web/features/terminal/terminalSocket.ts'

type TerminalFootProps = {
  readonly line: LineState
  readonly kind: 'terminal' | 'logs'
  /** Nothing has come over the line yet. */
  readonly isEmpty: boolean
}

/** The state of the line, that a log has nothing in it yet, and honestly what of it is encrypted. */
export function TerminalFoot({ line, kind, isEmpty }: TerminalFootProps) {
  const t = useTranslations('terminal')
  return (
    <footer className="tw-foot">
      <span className="row g1" role="status">
        <i className={clsx('dot', line.state === 'open' ? 'ok' : line.state === 'over' ? 'off' : 'wait')} />
        {textOf(line, t)}
      </span>
      {kind === 'logs' && isEmpty && line.state === 'open' && <span>{t('emptyLog')}</span>}
      {kind === 'terminal' && <span className="only-desk">{t('survives')}</span>}
      <span className="only-desk">{t('leave')}</span>
      <span>{t(line.state === 'open' && !line.isEncrypted ? 'plain' : 'tls')}</span>
    </footer>
  )
}

function textOf(line: LineState, t: ReturnType<typeof useTranslations<'terminal'>>): string {
  switch (line.state) {
    case 'connecting':
      return t('connecting')
    case 'open':
      return t('connected')
    case 'waiting':
      return t('reconnecting', { attempt: line.attempt })
    case 'over':
      return line.sentence ?? t(`over.${line.reason}`)
  }
}
