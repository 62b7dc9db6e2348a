// The healing equations of docs/model/healing.md by CVODE (SUNDIALS 6), BDF with the analytic Jacobian: the peer of bench/run skin-healing.
// The two decays of the barrier are left out, as anybody would take them in closed form; that favours the peer.
// Usage: healing-cvode PERSONS CURVES TOLERANCE. PERSONS holds doubles: count, sessions, days, the days of the sessions, then of each
// person 21 parameters in the order of HealingParameter and an injury for each session. CURVES takes of each person seven outputs a day.
// Prints the processor seconds of the solving alone.
#include <cvode/cvode.h>
#include <nvector/nvector_serial.h>
#include <stdio.h>
#include <stdlib.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunmatrix/sunmatrix_dense.h>
#include <time.h>

enum { S, N, M, G, P, F, RED, C3, C1, E, T, SIZE };
enum { kS, dN, dM, kG, FADE, cN, cV, FAST, SLOW, SHARE, y3, y1, ROOM, k31, d3, d1, yT, dP, kE, dE, eN, PARAMETERS };

static int slope(realtype t, N_Vector state, N_Vector derivative, void *person) {
  const double *p = person, *x = NV_DATA_S(state);
  double *d = NV_DATA_S(derivative);
  (void)t;
  d[S] = -p[kS] * x[S];
  d[N] = p[kS] * x[S] - p[dN] * x[N];
  d[M] = p[dN] * x[N] - p[dM] * x[M];
  d[G] = p[dM] * x[M] - p[kG] * x[G];
  d[P] = p[kG] * (x[G] - x[P]);
  d[F] = p[kG] * (x[P] - x[F]);
  d[RED] = p[cN] * x[N] + p[cV] * x[S] - p[FADE] * x[RED];
  d[C3] = p[y3] * p[kG] * x[F] * (1 - (x[C3] + x[C1]) / p[ROOM]) - (p[k31] + p[d3]) * x[C3];
  d[C1] = p[k31] * x[C3] + p[y1] * p[kG] * x[F] - p[d1] * x[C1];
  d[E] = p[kE] * x[T] - (p[dE] + p[eN] * x[N]) * x[E];
  d[T] = p[yT] * p[kG] * x[F] - (p[dP] + p[kE]) * x[T];
  return 0;
}

static int jacobian(realtype t, N_Vector state, N_Vector derivative, SUNMatrix j, void *person, N_Vector a, N_Vector b, N_Vector c) {
  const double *p = person, *x = NV_DATA_S(state);
  (void)t, (void)derivative, (void)a, (void)b, (void)c;
  SUNMatZero(j);
#define J(row, column) SM_ELEMENT_D(j, row, column)
  J(S, S) = -p[kS];
  J(N, S) = p[kS], J(N, N) = -p[dN];
  J(M, N) = p[dN], J(M, M) = -p[dM];
  J(G, M) = p[dM], J(G, G) = -p[kG];
  J(P, G) = p[kG], J(P, P) = -p[kG];
  J(F, P) = p[kG], J(F, F) = -p[kG];
  J(RED, N) = p[cN], J(RED, S) = p[cV], J(RED, RED) = -p[FADE];
  double crowding = p[y3] * p[kG] * x[F] / p[ROOM];
  J(C3, F) = p[y3] * p[kG] * (1 - (x[C3] + x[C1]) / p[ROOM]), J(C3, C3) = -crowding - p[k31] - p[d3], J(C3, C1) = -crowding;
  J(C1, C3) = p[k31], J(C1, F) = p[y1] * p[kG], J(C1, C1) = -p[d1];
  J(E, T) = p[kE], J(E, N) = -p[eN] * x[E], J(E, E) = -p[dE] - p[eN] * x[N];
  J(T, F) = p[yT] * p[kG], J(T, T) = -p[dP] - p[kE];
  return 0;
}

int main(int count, char **words) {
  if (count != 4) return 2;
  FILE *in = fopen(words[1], "rb"), *out = fopen(words[2], "wb");
  double head[3], tolerance = atof(words[3]);
  if (!in || !out || fread(head, sizeof(double), 3, in) != 3) return 2;
  int persons = (int)head[0], sessions = (int)head[1], days = (int)head[2];
  double *at = malloc(sizeof(double) * sessions), *row = malloc(sizeof(double) * (PARAMETERS + sessions)), *curve = malloc(sizeof(double) * 7 * (days + 1));
  if (fread(at, sizeof(double), sessions, in) != (size_t)sessions) return 2;

  SUNContext context;
  SUNContext_Create(NULL, &context);
  N_Vector state = N_VNew_Serial(SIZE, context);
  SUNMatrix matrix = SUNDenseMatrix(SIZE, SIZE, context);
  SUNLinearSolver solver = SUNLinSol_Dense(state, matrix, context);
  void *cvode = CVodeCreate(CV_BDF, context);
  N_VConst(0, state);
  CVodeInit(cvode, slope, 0, state);
  CVodeSStolerances(cvode, tolerance, tolerance * 1e-2);
  CVodeSetLinearSolver(cvode, solver, matrix);
  CVodeSetJacFn(cvode, jacobian);
  CVodeSetMaxNumSteps(cvode, 100000);

  clock_t spent = 0;
  for (int person = 0; person < persons; person++) {
    if (fread(row, sizeof(double), PARAMETERS + sessions, in) != (size_t)(PARAMETERS + sessions)) return 2;
    clock_t begun = clock();
    double *x = NV_DATA_S(state);
    N_VConst(0, state);
    x[E] = 1;
    CVodeSetUserData(cvode, row);
    int session = 0;
    for (int day = 0; day <= days; day++) {
      realtype reached = day;
      if (day > 0 && CVode(cvode, day, state, &reached, CV_NORMAL) < 0) return 3;
      if (session < sessions && at[session] == day) {
        x[S] += row[PARAMETERS + session];
        x[RED] += row[PARAMETERS + session++];
        CVodeReInit(cvode, day, state);
        CVodeSetStopTime(cvode, session < sessions ? at[session] : days + 1);
      }
      double *to = curve + 7 * day;
      to[0] = x[RED], to[1] = x[N] + x[M], to[2] = x[F], to[3] = x[C3], to[4] = x[C1], to[5] = x[E], to[6] = x[T];
    }
    spent += clock() - begun;
    fwrite(curve, sizeof(double), 7 * (days + 1), out);
  }
  printf("%.6f\n", (double)spent / CLOCKS_PER_SEC);
  return fclose(out) == 0 ? 0 : 2;
}
