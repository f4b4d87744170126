type WhyDisabledProps = {
  /** The button names this id in `aria-describedby`, so that a screen reader reads the sentence with the button. */
  readonly id: string
  /** The sentence; null if the button is not disabled. */
  readonly children: string | null
}

/** Explains beside a disabled button why it is disabled. */
export function WhyDisabled({ id, children }: WhyDisabledProps) {
  if (children === null) return null
  return (
    <p className="t12 dim" id={id}>
      {children}
    </p>
  )
}
