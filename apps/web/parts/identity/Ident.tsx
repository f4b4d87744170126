/**
 * Shows a small square in two colours that are calculated from the account, so that users can tell accounts apart quickly. Use it beside a text that shows the
 * account.
 */
export function Ident({ account }: { readonly account: string }) {
  const hue = Number.parseInt(account.slice(2, 6), 16) % 360
  const turn = Number.parseInt(account.slice(6, 8), 16) % 180
  return <span aria-hidden className="ident" style={{ background: `linear-gradient(${turn}deg, oklch(0.65 0.13 ${hue}) 50%, var(--text) 50%)` }} />
}
