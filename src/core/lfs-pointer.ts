import { InputError } from './faults.ts'

/** How a file begins that Git LFS has put aside. */
const MARK = 'version https://git-lfs.github.com/spec/'

/** A pointer is shorter than this. @see https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md */
export const MOST_POINTER_BYTES = 1024

/**
 * Refuses a file that Git LFS has not brought: its pointer would be taken for what it stands for.
 *
 * @param start of the file; more than its first line is not looked at.
 * @throws InputError
 */
export function refusePointer(shown: string, start: string): void {
  if (!start.startsWith(MARK)) return
  throw new InputError({
    message: `${shown}: is a pointer of Git LFS, not the data`,
    help: 'fetch the data: git lfs pull, or lfs: true for actions/checkout',
  })
}
