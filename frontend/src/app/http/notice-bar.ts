/** In a file of its own, so that nothing else of its package comes along. */
export { MatSnackBar as NoticeBar } from '@angular/material/snack-bar';
