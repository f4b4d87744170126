import clsx from 'clsx'
import { Maximize2, Minimize2, RotateCw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useRef, useState } from 'react'

export type TerminalFrameProps = {
  readonly name: string
  /** Left part of the header: a title, or tabs. */
  readonly head: ReactNode
  /** True if two shells are side by side below the header. */
  readonly isSplit?: boolean
  /** Reconnects; null if the user cannot reconnect now. */
  readonly onAgain: (() => void) | null
  readonly children: ReactNode
}

/**
 * Shows the terminals below a header with a button for the full page. After the user presses the button, the shell gets the keyboard focus, so that the user
 * can continue to type.
 */
export function TerminalFrame({ name, head, isSplit = false, onAgain, children }: TerminalFrameProps) {
  const t = useTranslations('terminal')
  const [isLarge, setIsLarge] = useState(false)
  const frame = useRef<HTMLElement>(null)
  function resize(): void {
    setIsLarge(!isLarge)
    // The shell takes the focus from the button. Otherwise typed text would be lost, and Enter would press the button again.
    frame.current?.querySelector<HTMLTextAreaElement>('[role="tabpanel"][data-state="active"] textarea')?.focus()
  }
  return (
    <section className={clsx('tw', isLarge && 'large', isSplit && 'split')} aria-label={name} ref={frame}>
      <header className="tw-head">
        {head}
        <span className="end">
          {onAgain !== null && (
            <button type="button" aria-label={t('again')} onClick={onAgain}>
              <RotateCw className="i s" aria-hidden />
            </button>
          )}
          <button type="button" aria-label={t(isLarge ? 'smaller' : 'larger')} onClick={resize}>
            {isLarge ? <Minimize2 className="i s" aria-hidden /> : <Maximize2 className="i s" aria-hidden />}
          </button>
        </span>
      </header>
      {children}
    </section>
  )
}
