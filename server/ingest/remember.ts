const MOST = 10_000;
const LONGEST = 100;

/** The same lookup with its latest answers remembered: the cells of a column repeat. `find` depends on the cell alone. */
export function remembering<Answer>(find: (cell: string) => Answer): (cell: string) => Answer {
  const answers = new Map<string, Answer>();
  return (cell) => {
    const known = answers.get(cell);
    if (known !== undefined || answers.has(cell)) return known as Answer;
    const answer = find(cell);
    if (answers.size >= MOST) answers.clear();
    // A copy: a cell is a slice of the text it was parsed from and would keep all of it in memory.
    if (cell.length <= LONGEST) answers.set(Array.from(cell).join(""), answer);
    return answer;
  };
}
