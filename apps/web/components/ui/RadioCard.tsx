import clsx from 'clsx'
import type { LucideIcon } from 'lucide-react'
import { RadioGroup } from 'radix-ui'
import type { ReactNode } from 'react'

type RadioCardProps = {
  readonly value: string
  readonly chosen: boolean
  readonly disabled: boolean
  readonly icon: LucideIcon
  readonly title: ReactNode
  readonly text: ReactNode
}

/** Shows one option with a title and a text, inside `RadioCards`. A disabled option explains the reason in its text. */
export function RadioCard({ value, chosen, disabled, icon: Icon, title, text }: RadioCardProps) {
  return (
    <RadioGroup.Item value={value} disabled={disabled} className={chosen ? 'tpl on' : 'tpl'}>
      <Icon className="i" aria-hidden />
      <b>{title}</b>
      <span className={chosen ? 'radio on' : 'radio'} aria-hidden />
      <p>{text}</p>
    </RadioGroup.Item>
  )
}

type RadioCardsProps = {
  readonly label: string
  readonly value: string
  readonly onValue: (value: string) => void
  /** Classes for the grid of cards, for example its number of columns. */
  readonly className?: string
  readonly children: ReactNode
}

/** Lets the user choose one card, also with the arrow keys. */
export function RadioCards({ label, value, onValue, className, children }: RadioCardsProps) {
  return (
    <RadioGroup.Root className={clsx('tpls', className)} aria-label={label} value={value} onValueChange={onValue}>
      {children}
    </RadioGroup.Root>
  )
}
