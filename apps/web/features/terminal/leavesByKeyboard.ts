/**
 * Returns a function that decides whether the terminal gets a key. It returns false for a key that stays with the page, which is Tab or Shift+Tab right after
 * Escape. For all other keys it returns true. Without this exception, a keyboard user could not leave the shell (WCAG 2.1.2).
 */
export function leavesByKeyboard(): (event: Pick<KeyboardEvent, 'type' | 'key'>) => boolean {
  let wasEscape = false
  return ({ type, key }) => {
    if (type !== 'keydown' || key === 'Shift') return true
    const isLeaving = wasEscape && key === 'Tab'
    wasEscape = key === 'Escape'
    return !isLeaving
  }
}
