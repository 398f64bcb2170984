/** What stands in elements, each piece apart from the next as on the screen. */
export function wordsOf(elements: readonly HTMLElement[]): readonly string[] {
  return elements.map((element) => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    const pieces: string[] = [];
    while (walker.nextNode()) pieces.push(walker.currentNode.textContent ?? '');
    return pieces.join(' ').replace(/\s+/g, ' ').trim();
  });
}
