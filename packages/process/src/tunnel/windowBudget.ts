/** Memory in bytes by which the windows of many streams may grow together, beyond their first size. */
export class WindowBudget {
  #left: number

  constructor(bytes: number) {
    this.#left = bytes
  }

  /** Takes this many bytes. Returns false, and takes none, if fewer remain. */
  take(bytes: number): boolean {
    if (bytes > this.#left) return false
    this.#left -= bytes
    return true
  }

  give(bytes: number): void {
    this.#left += bytes
  }

  get left(): number {
    return this.#left
  }
}
