import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, input } from '@angular/core';
import { markdownNodes } from './format/markdown-nodes';

/** A text in Markdown, drawn by templates: nothing in it ever becomes HTML. */
@Component({
  selector: 'app-markdown',
  imports: [NgTemplateOutlet],
  templateUrl: './markdown.html',
  styleUrl: './markdown.scss',
})
export class Markdown {
  readonly text = input.required<string>();
  protected readonly nodes = computed(() => markdownNodes(this.text()));
}
