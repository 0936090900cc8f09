// A link to a network unfolds it.
const unfold = () => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.setAttribute('open', '');
addEventListener('hashchange', unfold);
unfold();

// Sorts a table by the column whose head is pressed; without it the rows stay in the order of execution.
for (const table of document.querySelectorAll('table.sortable')) {
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...table.tBodies[0].rows];
  const keyOf = (row, column) => row.cells[column].dataset.value ?? row.cells[column].textContent;
  heads.forEach((head, column) => {
    const isNumber = head.classList.contains('number');
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      // Numbers are wanted largest first; a third press restores the order of execution.
      const [first, second] = isNumber ? ['descending', 'ascending'] : ['ascending', 'descending'];
      const now = head.getAttribute('aria-sort');
      const next = now === null ? first : now === first ? second : null;
      heads.forEach(other => other.removeAttribute('aria-sort'));
      const sign = next === 'descending' ? -1 : 1;
      const sorted = next === null ? rows : [...rows].sort((a, b) => {
        const [x, y] = [keyOf(a, column), keyOf(b, column)];
        return sign * (isNumber ? Number(x) - Number(y) : x < y ? -1 : x > y ? 1 : 0);
      });
      if (next !== null) head.setAttribute('aria-sort', next);
      table.tBodies[0].append(...sorted);
    });
  });
}
